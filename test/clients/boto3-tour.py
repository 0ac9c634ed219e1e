"""A tour of the service with boto3: what the test beside it runs, with the service's URL as its argument."""

import json
import sys
import urllib.parse
import urllib.request

import boto3

url = sys.argv[1]
cognito = boto3.client(
    "cognito-idp",
    endpoint_url=url,
    region_name="us-east-1",
    aws_access_key_id="test",
    aws_secret_access_key="test",
)
password = "Passw0rd!"


def newest_code(destination):
    query = urllib.parse.urlencode({"destination": destination})
    with urllib.request.urlopen(f"{url}/_poolhouse/messages?{query}") as answer:
        return json.load(answer)[-1]["code"]


pool_id = cognito.create_user_pool(PoolName="people", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
client = cognito.create_user_pool_client(
    UserPoolId=pool_id,
    ClientName="app",
    GenerateSecret=False,
    ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
)
client_id = client["UserPoolClient"]["ClientId"]

# Sign up, confirm, sign in, refresh.
attributes = [{"Name": "email", "Value": "ada@example.com"}]
signed_up = cognito.sign_up(ClientId=client_id, Username="ada", Password=password, UserAttributes=attributes)
assert signed_up["UserConfirmed"] is False
try:
    cognito.sign_up(ClientId=client_id, Username="ada", Password=password)
    raise SystemExit("a name was taken twice")
except cognito.exceptions.UsernameExistsException as refusal:
    assert refusal.response["Error"]["Message"] == "User already exists", refusal
cognito.confirm_sign_up(ClientId=client_id, Username="ada", ConfirmationCode=newest_code("ada@example.com"))
tokens = cognito.initiate_auth(
    ClientId=client_id, AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "ada", "PASSWORD": password}
)["AuthenticationResult"]
user = cognito.get_user(AccessToken=tokens["AccessToken"])
assert user["Username"] == "ada", user
refreshed = cognito.initiate_auth(
    ClientId=client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": tokens["RefreshToken"]}
)
assert refreshed["AuthenticationResult"]["AccessToken"]

# Administer, list, paginate.
for number in range(7):
    cognito.admin_create_user(UserPoolId=pool_id, Username=f"user{number}", MessageAction="SUPPRESS")
filtered = cognito.list_users(UserPoolId=pool_id, Filter='username = "user3"')["Users"]
assert [user["Username"] for user in filtered] == ["user3"], filtered
pages = cognito.get_paginator("list_users").paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": 3})
names = [user["Username"] for page in pages for user in page["Users"]]
assert names == ["ada"] + [f"user{number}" for number in range(7)], names
created = cognito.admin_get_user(UserPoolId=pool_id, Username="user0")
assert created["UserStatus"] == "FORCE_CHANGE_PASSWORD" and created["Enabled"] is True, created
for number in range(3):
    cognito.create_group(UserPoolId=pool_id, GroupName=f"group{number}", Precedence=number)
pages = cognito.get_paginator("list_groups").paginate(UserPoolId=pool_id, PaginationConfig={"PageSize": 2})
groups = [group["GroupName"] for page in pages for group in page["Groups"]]
assert groups == ["group0", "group1", "group2"], groups

cognito.delete_user_pool(UserPoolId=pool_id)
try:
    cognito.describe_user_pool(UserPoolId=pool_id)
    raise SystemExit("a deleted pool was described")
except cognito.exceptions.ResourceNotFoundException:
    print("the tour is over")
