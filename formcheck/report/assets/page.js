"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const page = JSON.parse($("data").textContent);
  const end = page.seconds;
  const slider = $("slider");
  const narrow = window.matchMedia("(max-width: 900px)");

  // ---- what shows the moment: the video, or a stick figure; both know time(), seek(t), playing(), play(), pause(), rate(x)

  function videoScreen(element) {
    const text = $("video-data").textContent;
    const parts = [];
    const size = 4 * 262144; // letters at once; a multiple of 4, so that every piece is whole
    for (let at = 0; at < text.length; at += size) {
      const raw = atob(text.slice(at, at + size));
      const bytes = new Uint8Array(raw.length);
      for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
      parts.push(bytes);
    }
    $("video-data").remove();
    element.src = URL.createObjectURL(new Blob(parts, { type: "video/mp4" }));
    let wanted = null; // the newest moment asked for while another one is being looked up
    let shown = 0;
    element.addEventListener("seeked", () => {
      if (wanted === null) return;
      const next = wanted;
      wanted = null;
      element.currentTime = next;
    });
    return {
      time: () => (element.paused ? shown : element.currentTime),
      seek(t) {
        shown = t;
        const inside = t + page.step / 4; // within the picture, not on its edge
        if (element.seeking) wanted = inside;
        else element.currentTime = inside;
      },
      playing: () => !element.paused,
      play: () => element.play(),
      pause() { element.pause(); shown = element.currentTime; },
      rate: (x) => { element.playbackRate = x; },
    };
  }

  function figureScreen(canvas) {
    const motion = page.motion;
    const raw = atob(motion.px);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    const px = new Int16Array(bytes.buffer);
    const row = motion.joints * 2;
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < px.length; i += 2) {
      if (px[i] === -32768) continue;
      box[0] = Math.min(box[0], px[i]); box[1] = Math.min(box[1], px[i + 1]);
      box[2] = Math.max(box[2], px[i]); box[3] = Math.max(box[3], px[i + 1]);
    }
    const pad = 0.1 * Math.max(box[2] - box[0], box[3] - box[1], 1);
    const scale = Math.min(canvas.width / (box[2] - box[0] + 2 * pad), canvas.height / (box[3] - box[1] + 2 * pad));
    const left = canvas.width / 2 - scale * (box[0] + box[2]) / 2, top = canvas.height / 2 - scale * (box[1] + box[3]) / 2;
    const g = canvas.getContext("2d");
    let now = 0, speed = 1, running = null;
    function draw() {
      let i = motion.t.findIndex((t) => t > now);
      i = i < 0 ? motion.t.length - 1 : Math.max(0, i - 1);
      const j = Math.min(i + 1, motion.t.length - 1);
      const gap = motion.t[j] - motion.t[i];
      const part = gap > 0 && gap < 0.5 ? Math.min(1, Math.max(0, (now - motion.t[i]) / gap)) : 0;
      const point = (k) => {
        const a = i * row + 2 * k, b = j * row + 2 * k;
        if (px[a] === -32768) return null;
        const mix = (u, v) => (px[b] === -32768 ? u : u + (v - u) * part);
        return [left + scale * mix(px[a], px[b]), top + scale * mix(px[a + 1], px[b + 1])];
      };
      g.fillStyle = "#14181c";
      g.fillRect(0, 0, canvas.width, canvas.height);
      g.lineCap = "round";
      for (const [a, b, far] of motion.lines) {
        const p = point(a), q = point(b);
        if (!p || !q) continue;
        g.strokeStyle = far ? "#7c858d" : "#ffffff";
        g.lineWidth = far ? 3 : 6;
        g.beginPath(); g.moveTo(...p); g.lineTo(...q); g.stroke();
      }
      const ear = point(motion.ear), shoulder = point(motion.shoulder);
      if (!ear || !shoulder) return;
      g.fillStyle = "#ffffff";
      g.beginPath(); g.arc(ear[0], ear[1], 0.42 * Math.hypot(ear[0] - shoulder[0], ear[1] - shoulder[1]), 0, 2 * Math.PI); g.fill();
    }
    draw();
    return {
      time: () => now,
      seek(t) { now = t; draw(); },
      playing: () => running !== null,
      play() {
        let before = null;
        const step = (at) => {
          if (before !== null) now = Math.min(end, now + speed * (at - before) / 1000);
          before = at;
          draw();
          if (now >= end) running = null; else running = requestAnimationFrame(step);
        };
        running = requestAnimationFrame(step);
      },
      pause() { cancelAnimationFrame(running); running = null; },
      rate: (x) => { speed = x; },
    };
  }

  const screen = page.motion ? figureScreen($("screen")) : videoScreen($("screen"));

  // ---- plots and rows of bands

  const WINDOW = 60; // seconds that are shown at first of a longer clip
  let view = [0, Math.min(end, WINDOW)]; // seconds that are shown
  const plots = [];
  const heads = [];
  const COLOURS = { rest: "#5a6269", attempt: "#0067a0", full: "#00704f", fault: "#a83b72" };

  function drawLines(u, curve) {
    const g = u.ctx, dots = window.devicePixelRatio || 1;
    const inside = curve.lines.map((line) => ({ ...line, y: u.valToPos(line.value, "y", true) }))
      .filter((line) => line.y >= u.bbox.top && line.y <= u.bbox.top + u.bbox.height).sort((a, b) => a.y - b.y);
    g.save();
    g.font = `${11 * dots}px system-ui, sans-serif`;
    g.textBaseline = "bottom";
    g.textAlign = "left";
    let last = -Infinity;
    for (const line of inside) {
      g.strokeStyle = g.fillStyle = COLOURS[line.kind];
      g.lineWidth = 1.5 * dots;
      g.setLineDash(line.kind === "full" ? [] : [6 * dots, 4 * dots]);
      g.beginPath(); g.moveTo(u.bbox.left, line.y); g.lineTo(u.bbox.left + u.bbox.width, line.y); g.stroke();
      const words = `${line.name} ${+line.value.toPrecision(4)}`;
      const y = Math.max(line.y - 1 * dots, last + 13 * dots, u.bbox.top + 12 * dots);
      last = y;
      const wide = g.measureText(words).width, x = u.bbox.left + u.bbox.width - wide - 4 * dots;
      g.fillStyle = "rgba(255,255,255,.82)";
      g.fillRect(x - 2 * dots, y - 11 * dots, wide + 4 * dots, 11 * dots);
      g.fillStyle = COLOURS[line.kind];
      g.fillText(words, x, y);
    }
    g.restore();
  }

  function shade(u) {
    const g = u.ctx;
    g.save();
    g.beginPath(); g.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height); g.clip();
    for (const band of page.bands) {
      const counted = band.row === "Repetitions" || band.row === "Holds";
      if (!counted && band.kind !== "closed") continue;
      const a = u.valToPos(band.start, "x", true), b = u.valToPos(band.end, "x", true);
      g.globalAlpha = band.kind === "closed" ? 0.35 : 0.28;
      g.fillStyle = page.looks[band.kind].colour;
      g.fillRect(a, u.bbox.top, b - a, u.bbox.height);
    }
    g.restore();
  }

  function figure(value, unit) { return value === null || value === undefined ? "–" : unit === "deg" ? `${value.toFixed(0)}°` : value.toFixed(2); }

  function makePlot(curve, k) {
    const holder = document.createElement("div");
    holder.className = "plot";
    const title = document.createElement("p");
    title.className = "title";
    const name = document.createElement("span"), now = document.createElement("span");
    name.textContent = curve.title;
    title.append(name, now);
    holder.append(title);
    $("plots").append(holder);
    const [low, high] = curve.reach;
    const axis = { stroke: "#4b535b", font: "11px system-ui, sans-serif", grid: { stroke: "#e9ecef", width: 1 }, ticks: { stroke: "#d2d7dc", width: 1, size: 4 } };
    const u = new uPlot({
      width: Math.max(200, holder.clientWidth),
      height: k === 0 ? (narrow.matches ? 190 : 250) : (narrow.matches ? 110 : 130),
      padding: [6, 12, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, sync: { key: "moments" }, y: false, points: { show: false } },
      scales: { x: { time: false, range: () => view }, y: { range: [low, high] } },
      axes: [
        { ...axis, size: 26, space: 60, values: (_, ticks) => ticks.map((t) => `${+t.toFixed(2)} s`) },
        { ...axis, size: 48, space: 34 },
      ],
      series: [{}, { stroke: "#14181c", width: 1.8, spanGaps: false, points: { show: false } }],
      hooks: { drawAxes: [shade], draw: [(self) => drawLines(self, curve)] },
    }, [curve.t, curve.v], holder);
    const head = document.createElement("div");
    head.className = "head";
    u.over.append(head);
    const at = (event) => u.posToVal(event.clientX - u.over.getBoundingClientRect().left, "x");
    u.over.addEventListener("mousemove", (event) => { if (!screen.playing()) show(at(event)); });
    u.over.addEventListener("click", (event) => { stay = clamp(at(event)); show(stay); });
    u.over.addEventListener("mouseleave", () => { if (!screen.playing()) show(stay); });
    plots.push({ u, curve, now, holder });
    heads.push(head);
  }

  const lanes = new Map();
  function makeLanes() {
    const holder = document.createElement("div");
    holder.className = "lanes";
    for (const band of page.bands) {
      if (!lanes.has(band.row)) {
        const name = document.createElement("div"), lane = document.createElement("div");
        name.className = "lane-name";
        name.textContent = band.row;
        lane.className = "lane";
        const head = document.createElement("div");
        head.className = "head";
        lane.append(head);
        heads.push(head);
        holder.append(name, lane);
        lanes.set(band.row, { lane, bars: [] });
      }
      const look = page.looks[band.kind], bar = document.createElement("div");
      bar.className = look.hatched ? "band hatched" : "band";
      bar.style.backgroundColor = look.colour;
      bar.textContent = `${look.sign} ${band.text}`;
      bar.title = band.told;
      bar.addEventListener("click", () => { stay = clamp(band.start); show(stay); });
      lanes.get(band.row).lane.append(bar);
      lanes.get(band.row).bars.push([bar, band]);
    }
    plots[0].holder.after(holder);
    for (const { lane } of lanes.values()) {
      lane.addEventListener("mousemove", (event) => {
        const box = lane.getBoundingClientRect();
        if (!screen.playing()) show(view[0] + (view[1] - view[0]) * (event.clientX - box.left) / box.width);
      });
      lane.addEventListener("mouseleave", () => { if (!screen.playing()) show(stay); });
    }
  }

  function place() { // everything that depends on the seconds that are shown
    const long = view[1] - view[0] || 1;
    for (const { bars } of lanes.values()) {
      for (const [bar, band] of bars) {
        const a = Math.max(band.start, view[0]), b = Math.min(band.end, view[1]);
        bar.style.display = b < a ? "none" : "";
        bar.style.left = `${100 * (a - view[0]) / long}%`;
        bar.style.width = `${100 * (b - a) / long}%`;
      }
    }
    for (const { u } of plots) u.setScale("x", { min: view[0], max: view[1] });
  }

  // ---- the moment

  let stay = 0; // where the picture goes back to when the pointer leaves a plot
  const clamp = (t) => Math.min(end, Math.max(0, t));
  const minutes = (t) => {
    const tenths = Math.round(t * 10);
    return `${Math.floor(tenths / 600)}:${((tenths % 600) / 10).toFixed(1).padStart(4, "0")}`;
  };

  function show(t) {
    screen.seek(clamp(t));
    mark(clamp(t));
  }

  function nearest(times, t) {
    let low = 0, high = times.length - 1;
    while (high - low > 1) { const middle = (low + high) >> 1; if (times[middle] <= t) low = middle; else high = middle; }
    return Math.abs(times[low] - t) <= Math.abs(times[high] - t) ? low : high;
  }

  function mark(t) {
    const share = (t - view[0]) / (view[1] - view[0] || 1);
    for (const head of heads) {
      head.style.display = share < 0 || share > 1 ? "none" : "";
      head.style.left = `${100 * share}%`;
    }
    for (const { now, curve } of plots) now.textContent = figure(curve.v[nearest(curve.t, t)], curve.unit);
    const told = page.bands.filter((band) => band.start <= t && t <= band.end).map((band) => band.told);
    $("told").textContent = told.join(" · ");
    $("scrub").value = t;
    $("scrub").setAttribute("aria-valuetext", minutes(t));
    $("clock").textContent = `${minutes(t)} of ${minutes(end)}`;
    slider.setAttribute("aria-valuenow", t.toFixed(2));
    slider.setAttribute("aria-valuetext", [minutes(t), ...told].join("; "));
  }

  function follow() { // while it plays
    if (!screen.playing()) { $("play").textContent = "▶"; $("play").setAttribute("aria-label", "play"); return; }
    const t = screen.time();
    if (t >= end) { screen.pause(); stay = end; mark(end); follow(); return; }
    stay = clamp(t);
    if (t > view[1] || t < view[0]) { zoom(1); }
    mark(stay);
    requestAnimationFrame(follow);
  }

  function toggle() {
    if (screen.playing()) { screen.pause(); stay = clamp(screen.time()); mark(stay); follow(); return; }
    if (stay >= end - page.step) stay = 0;
    show(stay);
    screen.play();
    $("play").textContent = "❚❚";
    $("play").setAttribute("aria-label", "pause");
    requestAnimationFrame(follow);
  }

  function step(by) {
    if (screen.playing()) toggle();
    stay = clamp(stay + by);
    if (stay < view[0] || stay > view[1]) zoom(1);
    show(stay);
  }

  const starts = [...new Set(page.bands.filter((band) => band.kind !== "closed").map((band) => band.start))].sort((a, b) => a - b);
  function event(way) {
    const next = way > 0 ? starts.find((t) => t > stay + 0.01) : starts.filter((t) => t < stay - 0.01).pop();
    if (next !== undefined) step(next - stay);
  }

  function zoom(factor) {
    const long = Math.min(end, Math.max(Math.min(2, end), (view[1] - view[0]) * factor));
    const from = Math.min(Math.max(0, stay - long / 2), end - long);
    view = [from, from + long];
    place();
    mark(stay);
  }

  const KEYS = {
    ArrowLeft: (e) => step(e.shiftKey ? -1 : -page.step), ArrowRight: (e) => step(e.shiftKey ? 1 : page.step),
    ArrowUp: () => event(-1), ArrowDown: () => event(1), Home: () => step(-end), End: () => step(end),
    " ": toggle, "+": () => zoom(0.5), "-": () => zoom(2),
  };
  slider.addEventListener("keydown", (e) => {
    if (!KEYS[e.key] || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    KEYS[e.key](e);
  });
  $("play").addEventListener("click", toggle);
  $("back").addEventListener("click", () => step(-page.step));
  $("forth").addEventListener("click", () => step(page.step));
  $("closer").addEventListener("click", () => zoom(0.5));
  $("wider").addEventListener("click", () => zoom(2));
  $("speed").addEventListener("change", (e) => screen.rate(Number(e.target.value)));
  for (const button of document.querySelectorAll("[data-seek]")) {
    button.addEventListener("click", () => step(Number(button.dataset.seek) - stay));
  }

  slider.setAttribute("aria-valuemax", end.toFixed(2));
  $("scrub").max = end;
  $("scrub").step = page.step;
  $("scrub").addEventListener("input", (e) => step(Number(e.target.value) - stay));
  page.curves.forEach(makePlot);
  makeLanes();
  place();
  new ResizeObserver(() => {
    for (const { u, holder } of plots) u.setSize({ width: Math.max(200, holder.clientWidth), height: u.height });
  }).observe($("plots"));
  show(0);
})();
