/** Everybody is confirmed at once whose address is the company's; the image of Lambda runs it as it is. */
export const handler = async (event) => {
  event.response.autoConfirmUser = event.request.userAttributes.email?.endsWith("@shop.example") ?? false;
  return event;
};
