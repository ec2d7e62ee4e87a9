import { Pad } from "./pad.js";
import { size, toPixels } from "./pixels.js";

const [label, status, scores, input, undo, clear] =
  ["label", "status", "scores", "input", "undo", "clear"].map(id => document.getElementById(id));
const main = document.querySelector("main");
const pad = new Pad(document.getElementById("pad"));
let request = new AbortController();

pad.addEventListener("change", readDrawing);
undo.addEventListener("click", () => pad.undo());
clear.addEventListener("click", () => pad.clear());

async function readDrawing() {
  request.abort();
  request = new AbortController();
  undo.disabled = clear.disabled = pad.strokes.length === 0;
  if (pad.strokes.length === 0) {
    input.getContext("2d").clearRect(0, 0, size, size);
    show("?", "Nothing drawn yet.", []);
    return;
  }

  const pixels = toPixels(pad.strokes);
  showNetworkInput(pixels);
  const { signal } = request;
  main.setAttribute("aria-busy", "true");
  try {
    const reading = await post(pixels, signal);
    show(reading.label, `This looks like ${reading.label}.`, reading.scores);
  } catch (error) {
    if (!signal.aborted) {
      show("?", `It could not be read: ${error.message}`, []);
      status.classList.add("problem");
    }
  }
}

async function post(pixels, signal) {
  const headers = { "content-type": "application/octet-stream" };
  const response = await fetch("read", { method: "POST", headers, body: pixels, signal });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? problem.title ?? `the server answered ${response.status}`);
  }
  return response.json();
}

function show(text, sentence, ranked) {
  main.setAttribute("aria-busy", "false");
  label.textContent = text;
  label.classList.toggle("known", ranked.length > 0);
  status.textContent = sentence;
  status.classList.remove("problem");
  scores.replaceChildren(...ranked.map(row));
}

function row({ label, probability }) {
  const item = document.createElement("li");
  const name = document.createElement("b");
  const bar = document.createElement("progress");
  const percent = document.createElement("output");
  name.textContent = label;
  bar.value = probability;
  bar.setAttribute("aria-hidden", "true");
  percent.textContent = `${(100 * probability).toFixed(1)} %`;
  item.append(name, bar, percent);
  return item;
}

function showNetworkInput(pixels) {
  const rgba = new Uint8ClampedArray(pixels.length * 4).fill(255);
  pixels.forEach((brightness, i) => rgba.fill(Math.round(brightness * 255), i * 4, i * 4 + 3));
  input.getContext("2d").putImageData(new ImageData(rgba, size), 0, 0);
}
