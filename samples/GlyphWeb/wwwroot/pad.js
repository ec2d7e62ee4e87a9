const penWidth = 0.055;

/** A canvas to draw on. Strokes are lists of points [x, y] in [0, 1]. */
export class Pad extends EventTarget {
  #canvas;
  #pointer = null;
  #strokes = [];

  /** @param {HTMLCanvasElement} canvas Sends "change" after every stroke, and when strokes are taken back. */
  constructor(canvas) {
    super();
    this.#canvas = canvas;
    canvas.addEventListener("pointerdown", event => this.#start(event));
    canvas.addEventListener("pointermove", event => this.#move(event));
    canvas.addEventListener("pointerup", event => this.#end(event));
    canvas.addEventListener("pointercancel", event => this.#end(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint());
  }

  get strokes() {
    return this.#strokes;
  }

  undo() {
    this.#replace(this.#strokes.slice(0, -1));
  }

  clear() {
    this.#replace([]);
  }

  #replace(strokes) {
    this.#pointer = null;
    this.#strokes = strokes;
    this.#paint();
    this.dispatchEvent(new Event("change"));
  }

  #start(event) {
    if (this.#pointer !== null || event.button !== 0) {
      return;
    }
    event.preventDefault();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pointer = event.pointerId;
    this.#strokes = [...this.#strokes, [this.#locate(event)]];
    this.#paint();
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) {
      return;
    }
    const events = event.getCoalescedEvents?.() ?? [];
    this.#strokes.at(-1).push(...(events.length > 0 ? events : [event]).map(each => this.#locate(each)));
    this.#paint();
  }

  #end(event) {
    if (event.pointerId === this.#pointer) {
      this.#pointer = null;
      this.dispatchEvent(new Event("change"));
    }
  }

  #locate(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  #paint() {
    const { width, height } = this.#canvas;
    const context = this.#canvas.getContext("2d");
    context.clearRect(0, 0, width, height);
    context.strokeStyle = getComputedStyle(this.#canvas).color;
    drawStrokes(context, this.#strokes.map(stroke => stroke.map(([x, y]) => [x * width, y * height])), penWidth * width);
  }
}

/** Draws lines with round ends; a stroke of one point is a dot. */
export function drawStrokes(context, strokes, width) {
  context.lineWidth = width;
  context.lineCap = context.lineJoin = "round";
  for (const [first, ...rest] of strokes) {
    context.beginPath();
    context.moveTo(...first);
    for (const point of rest.length > 0 ? rest : [first]) {
      context.lineTo(...point);
    }
    context.stroke();
  }
}
