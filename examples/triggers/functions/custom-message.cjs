/** Mails in the shop's own words, in the older style of handlers. */
exports.handler = (event, _context, callback) => {
  const { codeParameter, usernameParameter } = event.request;
  if (event.triggerSource === "CustomMessage_SignUp" || event.triggerSource === "CustomMessage_ResendCode") {
    event.response.emailSubject = "Welcome to the shop";
    event.response.emailMessage = `Your code is ${codeParameter}. See you soon!`;
  }
  if (event.triggerSource === "CustomMessage_AdminCreateUser") {
    event.response.emailSubject = "You have been invited to the shop";
    event.response.emailMessage = `Sign in as ${usernameParameter} with ${codeParameter}.`;
  }
  callback(null, event);
};
