export const handler = async () => {
  throw new RangeError("not you");
};
