import { drawStrokes } from "./pad.js";

/** Width and height of the network's input. */
export const size = 24;

// The middle of what the network was trained on: glyphs of this height and pen width in pixels, on paper that is not black.
const glyphHeight = 15;
const glyphWidth = 14;
const penWidth = 2.2;
const paper = 0.2;
const ink = 0.5;
const detail = 8;

/**
 * Draws strokes again, centred and as large as the network expects them.
 * @returns {Float32Array} size × size brightnesses in [0, 1], row-major; ink is bright.
 */
export function toPixels(strokes) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * detail;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  drawStrokes(context, fit(strokes), penWidth * detail);
  const alpha = context.getImageData(0, 0, canvas.width, canvas.height).data.filter((_, i) => i % 4 === 3);
  return Float32Array.from({ length: size * size }, (_, i) => paper + ink * coverage(alpha, i % size, Math.floor(i / size)));
}

function fit(strokes) {
  const points = strokes.flat();
  const [left, top] = [0, 1].map(axis => points.reduce((least, point) => Math.min(least, point[axis]), Infinity));
  const [right, bottom] = [0, 1].map(axis => points.reduce((most, point) => Math.max(most, point[axis]), -Infinity));
  const smallest = 0.05;
  const scale = detail * Math.min(glyphHeight / Math.max(bottom - top, smallest), glyphWidth / Math.max(right - left, smallest));
  const middle = (size * detail) / 2;
  return strokes.map(stroke => stroke.map(([x, y]) =>
    [middle + scale * (x - (left + right) / 2), middle + scale * (y - (top + bottom) / 2)]));
}

function coverage(alpha, column, row) {
  let sum = 0;
  for (let y = row * detail; y < (row + 1) * detail; y++) {
    for (let x = column * detail; x < (column + 1) * detail; x++) {
      sum += alpha[y * size * detail + x];
    }
  }
  return sum / (255 * detail * detail);
}
