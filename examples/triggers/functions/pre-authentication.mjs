/** No sign-in while the shop is closed for stocktaking, but for staff. */
export const handler = async (event) => {
  const { validationData, userAttributes } = event.request;
  const isStaff = userAttributes.email?.endsWith("@shop.example");
  if (validationData?.closed === "true" && !isStaff) throw new Error("The shop is closed");
  return event;
};
