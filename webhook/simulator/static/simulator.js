"use strict";
const $ = (id) => document.getElementById(id);
let psid = null, last = 0, timer = null;

async function call(path, options) {
  const answer = await fetch("/simulator/" + path, options);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || "Không gửi được, thử lại.");
  return answer.json();
}
const post = (path, body) => call(path, {
  method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(body),
});

async function showPeople() {
  const people = await call("people");
  $("people").replaceChildren(...people.map((person) => {
    const item = document.createElement("li"), button = document.createElement("button");
    button.textContent = person.name;
    button.setAttribute("aria-current", String(person.psid === psid));
    button.onclick = () => choose(person.psid);
    item.append(button);
    return item;
  }));
  if (!psid && people.length) choose(people[0].psid);
}

function choose(id) {
  psid = id; last = 0;
  $("thread").replaceChildren(); $("quick").replaceChildren();
  document.body.classList.remove("choosing");
  showPeople(); poll();
}

async function poll() {
  clearTimeout(timer);
  const asked = psid;
  try {
    const thread = await call(`thread/${asked}?after=${last}`);
    if (asked !== psid) return;
    $("typing").hidden = !thread.typing;
    thread.entries.forEach(show);
    if (thread.entries.length) {
      markDelivered();
      $("thread").scrollTop = $("thread").scrollHeight;
      if (thread.entries.some((entry) => entry.side === "page")) post("say", {psid, kind: "read"}).catch(() => {});
    }
  } catch { /* the next poll tries again */ }
  timer = setTimeout(poll, 500);
}

function show(entry) {
  last = entry.id;
  const item = document.createElement("li"), bubble = document.createElement("div"), meta = document.createElement("div");
  item.className = entry.side; bubble.className = "bubble"; meta.className = "meta";
  fill(bubble, entry);
  meta.textContent = new Date(entry.at * 1000).toLocaleTimeString("vi-VN", {hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh"});
  if (entry.side === "worker") meta.append(tick("✓"));
  else meta.append(rate(entry.mid, "👍", "Good response"), rate(entry.mid, "👎", "Bad response"));
  item.append(bubble, meta);
  $("thread").append(item);
  if (entry.side === "page") offer(entry.content.quick_replies || []); else $("quick").replaceChildren();
}

function fill(bubble, entry) {
  const attachments = entry.content.attachments || [];
  if (entry.text) bubble.textContent = entry.text;
  for (const attachment of attachments) {
    if (attachment.payload.sticker_id) { bubble.textContent = "👍"; bubble.classList.add("sticker"); continue; }
    const media = document.createElement(attachment.type === "image" ? "img" : attachment.type === "audio" ? "audio" : "a");
    if (media.tagName === "A") { media.href = attachment.payload.url; media.textContent = "Tệp đính kèm"; }
    else { media.src = new URL(attachment.payload.url).pathname; media.controls = true; media.alt = "Ảnh đã gửi"; }
    bubble.append(media);
  }
}

function tick(sign) {
  const mark = document.createElement("span");
  mark.className = "tick"; mark.textContent = sign; mark.title = "Đã gửi";
  return mark;
}

function markDelivered() {
  const items = [...$("thread").children], lastPage = items.findLastIndex((item) => item.className === "page");
  items.slice(0, lastPage).forEach((item) => {
    const mark = item.querySelector(".tick");
    if (mark) { mark.textContent = "✓✓"; mark.title = "Đã xem"; }
  });
}

function rate(mid, sign, feedback) {
  const button = document.createElement("button");
  button.className = "rate"; button.type = "button"; button.textContent = sign;
  button.setAttribute("aria-label", feedback);
  button.onclick = () => post("say", {psid, kind: "feedback", mid, feedback}).then(() => button.classList.add("done"));
  return button;
}

function offer(replies) {
  $("quick").replaceChildren(...replies.map((reply) => {
    const button = document.createElement("button");
    button.type = "button"; button.textContent = reply.title;
    button.onclick = () => say({kind: "quick_reply", text: reply.title, payload: reply.payload});
    return button;
  }));
}

async function say(body) {
  try { await post("say", {psid, ...body}); poll(); return true; }
  catch (error) { complain(error.message); return false; }
}

function complain(text) {
  const item = document.createElement("li");
  item.className = "problem"; item.textContent = text;
  $("thread").append(item);
}

$("compose").onsubmit = async (event) => {
  event.preventDefault();
  const text = $("text").value;
  if (!text.trim()) return;
  $("text").value = ""; grow();
  if (!await say({kind: "text", text})) $("text").value = text;
};
$("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("compose").requestSubmit(); }
};
function grow() { $("text").style.height = "auto"; $("text").style.height = $("text").scrollHeight + "px"; }
$("text").oninput = grow;
$("thumb").onclick = () => say({kind: "sticker"});
$("back").onclick = () => document.body.classList.add("choosing");
$("add").onclick = async () => { const person = await post("people", {}); choose(person.psid); };
$("file").onchange = async () => {
  const form = new FormData();
  form.append("file", $("file").files[0]);
  try { await call("upload/" + psid, {method: "POST", body: form}); poll(); }
  catch (error) { complain(error.message); }
  $("file").value = "";
};
showPeople();
