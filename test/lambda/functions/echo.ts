export const handler = async (event: object) => {
  console.log("called");
  return { ...event, response: { answered: true } };
};
