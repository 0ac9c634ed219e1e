import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readDeclaration } from "../../src/declaration/file/read.ts";
import { mistakesOf } from "./mistakes-of.ts";

/** Like the API's own schemas, these drop what they do not know. */
const client = z.object({
  ClientId: z
    .string()
    .min(1)
    .max(12)
    .regex(/^(?:[\w+]+)$/u),
  ClientName: z.string().optional(),
  RefreshTokenValidity: z.number().min(0).max(3650).optional(),
  Flows: z
    .array(z.enum(["PASSWORD", "SRP"]))
    .min(1)
    .max(2)
    .optional(),
});

const schema = z.object({
  userPools: z
    .array(
      z.object({
        Id: z.string(),
        MfaConfiguration: z.enum(["OFF", "ON", "OPTIONAL"]).optional(),
        DeletionProtection: z.enum(["ACTIVE"]).optional(),
        CaseSensitive: z.boolean().optional(),
        UserPoolTags: z.record(z.string().min(2), z.string()).optional(),
        Clients: z
          .array(client)
          .nullish()
          .transform((clients) => clients ?? []),
      }),
    )
    .nullish()
    .transform((pools) => pools ?? []),
});

const read = (text: string) => readDeclaration(text, "pools.yaml", schema);
const mistakesIn = (text: string) => mistakesOf(text, schema);

describe("A declaration", () => {
  it("is what the schema makes of the file", () => {
    const text = `
# Two pools
userPools:
  - Id: local_6DPn
    MfaConfiguration: OFF
    Clients:
      - { ClientId: web, Flows: [SRP], RefreshTokenValidity: 30 }
  - Id: "123"
    CaseSensitive: false
    Clients:
`;
    expect(read(text)).toEqual({
      userPools: [
        {
          Id: "local_6DPn",
          MfaConfiguration: "OFF",
          Clients: [{ ClientId: "web", Flows: ["SRP"], RefreshTokenValidity: 30 }],
        },
        { Id: "123", CaseSensitive: false, Clients: [] },
      ],
    });
  });

  it.each(["", "\n", "# nothing yet\n", "---\n", "{}", "\ufeff"])("may be empty: %j", (text) => {
    expect(read(text)).toEqual({ userPools: [] });
  });

  it("may be JSON, and have the line ends of any system", () => {
    expect(read('{"userPools": [{"Id": "a"}]}')).toEqual({ userPools: [{ Id: "a", Clients: [] }] });
    expect(mistakesIn("userPools:\r\n  - Id: a\r\n    Name: b\r\n")).toEqual(["3:5: userPools[0].Name: is not known"]);
  });

  it("keeps dates, and names that look like numbers, as text", () => {
    const dates = z.record(z.string(), z.string());
    expect(readDeclaration("2024: 2024-05-06\ntrue: 12:30", "pools.yaml", dates)).toEqual({
      "2024": "2024-05-06",
      true: "12:30",
    });
  });

  it("repeats what has an anchor, alone or merged into another mapping", () => {
    const text = `
userPools:
  - Id: a
    Clients:
      - &web { ClientId: web, Flows: &flows [SRP] }
      - { <<: *web, ClientId: app }
      - &more { ClientId: more, ClientName: More }
      - { ClientId: both, <<: [*more, *web] }
      - { ClientId: cli, Flows: *flows }
`;
    expect(read(text).userPools[0]?.Clients).toEqual([
      { ClientId: "web", Flows: ["SRP"] },
      { ClientId: "app", Flows: ["SRP"] },
      { ClientId: "more", ClientName: "More" },
      { ClientId: "both", ClientName: "More", Flows: ["SRP"] },
      { ClientId: "cli", Flows: ["SRP"] },
    ]);
  });

  it("may repeat one anchor a thousand times", () => {
    const names = z.object({ first: z.string(), rest: z.array(z.string()) });
    const text = `first: &name Passw0rd\nrest: [${Array(1000).fill("*name").join(", ")}]`;
    expect(readDeclaration(text, "pools.yaml", names).rest).toEqual(Array(1000).fill("Passw0rd"));
  });
});

describe("A mistake in a declaration", () => {
  it("is named with file, line, column, path and reason, as are all the others, in the file's order", () => {
    const text = `userPools:
  - Id: 123
    MfaConfiguration: off
    CaseSensitive: yes
    DeletionProtection: INACTIVE
    UserPoolTags: { a: x, "my team": 1 }
    Client: []
    Clients:
      - ClientId: ""
        clientname: Web
      - ClientName: true
        Flows: [SRP, COOKIE]
        RefreshTokenValidity: "30"
      - ClientId: a-client-with-a-long-id
        ClientName:
        RefreshTokenValidity: 5
        Flows: []
      - ClientId: [a]
        RefreshTokenValidity: 4000
        Flows: SRP
      - web
`;
    expect(mistakesIn(text)).toEqual([
      "2:9: userPools[0].Id: must be text: put it in quotes",
      "3:23: userPools[0].MfaConfiguration: must be one of OFF, ON, OPTIONAL",
      "4:20: userPools[0].CaseSensitive: must be true or false, without quotes",
      "5:25: userPools[0].DeletionProtection: must be ACTIVE",
      "6:21: userPools[0].UserPoolTags.a: has a name that must not be shorter than 2 characters",
      '6:38: userPools[0].UserPoolTags["my team"]: must be text: put it in quotes',
      "7:5: userPools[0].Client: is not known; did you mean Clients?",
      "9:19: userPools[0].Clients[0].ClientId: must not be empty, and must match the pattern [\\w+]+",
      "10:9: userPools[0].Clients[0].clientname: is not known; did you mean ClientName?",
      "11:9: userPools[0].Clients[1].ClientId: is required",
      "11:21: userPools[0].Clients[1].ClientName: must be text: put it in quotes",
      "12:22: userPools[0].Clients[1].Flows[1]: must be one of PASSWORD, SRP",
      "13:31: userPools[0].Clients[1].RefreshTokenValidity: must be a number, without quotes",
      "14:19: userPools[0].Clients[2].ClientId: must not be longer than 12 characters, and must match the pattern [\\w+]+",
      "15:20: userPools[0].Clients[2].ClientName: has no value: give it one or leave it out",
      "17:16: userPools[0].Clients[2].Flows: must not be empty",
      "18:19: userPools[0].Clients[3].ClientId: must be text",
      "19:31: userPools[0].Clients[3].RefreshTokenValidity: must not be greater than 3650",
      "20:16: userPools[0].Clients[3].Flows: must be a list",
      "21:9: userPools[0].Clients[4]: must be a mapping, such as { ClientId: … }",
    ]);
  });

  it.each([
    ["- Id: a", "1:1: must be a mapping"],
    ["pools", "1:1: must be a mapping"],
    ["userPools: a", "1:12: userPools: must be a list"],
    ["userpools: []", "1:1: userpools: is not known; did you mean userPools?"],
    ["x: 1", "1:1: x: is not known"],
    ["__proto__: { userPools: [] }", "1:1: __proto__: is not known"],
    ["constructor: 1", "1:1: constructor: is not known"],
  ])("may be at the top: %s", (text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  it.each(["+15551234567", "123456", "0.5", "0x1F", "true", "12345678901234567890"])(
    "may be text without quotes that YAML takes for something else: %s",
    (value) => {
      expect(mistakesIn(`userPools:\n  - Id: ${value}`)).toEqual([
        "2:9: userPools[0].Id: must be text: put it in quotes",
      ]);
      expect(mistakesIn(`userPools:\n  - Id: "${value}"`)).toEqual([]);
    },
  );

  it("is where the anchor stands when it is in what an alias repeats", () => {
    const text = `
userPools:
  - Id: a
    Clients:
      - &web
        ClientId: web
        Name: Web
      - <<: *web
        ClientId: 5
      - *web
`;
    expect(mistakesIn(text)).toEqual([
      "7:9: userPools[0].Clients[0].Name: is not known",
      "7:9: userPools[0].Clients[1].Name: is not known",
      "7:9: userPools[0].Clients[2].Name: is not known",
      "9:19: userPools[0].Clients[1].ClientId: must be text: put it in quotes",
    ]);
  });
});
