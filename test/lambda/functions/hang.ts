export const handler = async () => {
  console.log("hanging");
  for (;;);
};
