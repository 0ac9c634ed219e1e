"""Brings people over from the old shop at their first sign-in, or when they forgot their password."""

OLD_SHOP = {"mia": {"password": "Passw0rd!", "email": "mia@example.com"}}


def handler(event, context):
    known = OLD_SHOP.get(event["userName"])
    if known is None:
        raise Exception("No such user")
    if event["triggerSource"] == "UserMigration_Authentication" and event["request"]["password"] != known["password"]:
        raise Exception("Wrong password")
    event["response"].update(
        userAttributes={"email": known["email"], "email_verified": "true"},
        finalUserStatus="CONFIRMED",
        messageAction="SUPPRESS",
    )
    return event
