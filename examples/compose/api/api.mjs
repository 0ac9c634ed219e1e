import { createServer } from "node:http";
import { CognitoJwtVerifier } from "aws-jwt-verify";

// As it runs on AWS: there is no word of Poolhouse in this file.
const verifier = CognitoJwtVerifier.create({
  userPoolId: process.env.USER_POOL_ID,
  clientId: process.env.CLIENT_ID,
  tokenUse: "access",
});

createServer(async (request, response) => {
  const [, token = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  try {
    const { username } = await verifier.verify(token);
    response.end(`Hello ${username}\n`);
  } catch (error) {
    response.writeHead(401).end(`${error.message}\n`);
  }
}).listen(8080);
