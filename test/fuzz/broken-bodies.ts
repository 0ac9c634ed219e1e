/** Bodies that are no good for any operation, by what is wrong with them. */
export const brokenBodies: Readonly<Record<string, string | Uint8Array>> = {
  nothing: "",
  "half of an object": '{"UserPoolId":"us-east-1_Poolhouse"',
  "a list": "[]",
  "a text": '"text"',
  "a number": "1e999",
  null: "null",
  "an object a hundred thousand levels deep": `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  "a list a hundred thousand levels deep": `${"[".repeat(100_000)}${"]".repeat(100_000)}`,
  "bytes that are no UTF-8": Uint8Array.of(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d),
  "half of a surrogate pair": '{"Username":"\\ud800","ClientId":"\\udfff","UserPoolId":"\\ud83d"}',
  "a member twice": '{"UserPoolId":"us-east-1_a","UserPoolId":{"a":1},"ClientId":"a","ClientId":null,"Username":[]}',
  "a prototype's names": '{"__proto__":{"UserPoolId":"a"},"constructor":{"prototype":{"a":1}},"toString":"x"}',
  "two megabytes of one text": `{"UserPoolId":"${"x".repeat(2_000_000)}","ClientId":"a","AccessToken":"b"}`,
  "two megabytes of members": `{${Array.from({ length: 120_000 }, (_, index) => `"member${index}":1`).join(",")}}`,
  "every member of a wrong type":
    '{"UserPoolId":{},"ClientId":[],"AccessToken":1,"Username":true,"Password":{},"AuthParameters":[[]],"Session":{}}',
  "NUL bytes": '{"UserPoolId":"us-east-1_a\\u0000","ClientId":"\\u0000","Username":"\\u0000","AccessToken":"\\u0000"}',
};
