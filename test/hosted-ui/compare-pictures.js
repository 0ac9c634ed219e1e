/** In a browser: how much of two JPEG files in base64 differs, of 1. Evaluated, not imported. */
async (...pictures) => {
  const load = async (jpeg) => {
    const image = await createImageBitmap(await (await fetch(`data:image/jpeg;base64,${jpeg}`)).blob());
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [before, after] = await Promise.all(pictures.map(load));
  if (before.width !== after.width || before.height !== after.height) return 1;
  let different = 0;
  for (let at = 0; at < before.data.length; at += 4) {
    if ([0, 1, 2].some((channel) => Math.abs(before.data[at + channel] - after.data[at + channel]) > 24)) different++;
  }
  return different / (before.width * before.height);
};
