// The phone's page. It decides nothing: it shows what the stage says and sends what is pressed.

const WORDS = {
  "zh-CN": {
    language: "English",
    owner: "机主",
    citizen: "身份码",
    payment: "付款码",
    notice: "缴款通知",
    titleCitizen: "身份码",
    titlePayment: "付款码",
    titleNotice: "缴款通知书",
    notices: "寄到家里的通知书",
    left: (seconds) => `${seconds} 秒后更新`,
    hold: "对准自助机的镜头",
    holdPaper: "把通知书对准镜头",
    away: "拿开",
    confirm: "输入正确密码并付款",
    wrong: "输错密码",
    dismiss: "关闭",
    enter: "请输入支付密码",
    closes: (seconds) => `${seconds} 秒后自动关闭`,
    offline: "连不上舞台程序，正在重试。",
  },
  en: {
    language: "中文",
    owner: "Owner",
    citizen: "Identity",
    payment: "Pay",
    notice: "Notices",
    titleCitizen: "Citizen code",
    titlePayment: "Payment code",
    titleNotice: "Payment notices",
    notices: "Notices that came by mail",
    left: (seconds) => `Renewed in ${seconds} s`,
    hold: "Hold to the kiosk's camera",
    holdPaper: "Hold the notice to the camera",
    away: "Take it away",
    confirm: "Enter the right password and pay",
    wrong: "Wrong password",
    dismiss: "Close",
    enter: "Enter the payment password",
    closes: (seconds) => `Closes by itself in ${seconds} s`,
    offline: "The stage does not answer. Trying again.",
  },
};

const byId = (id) => document.getElementById(id);
const root = document.querySelector(".phone");

let phone;
let held = { what: "nothing" };
let prompt;
let code = { until: 0, life: 1, of: "" };
const chosen = { language: "zh-CN", tab: "citizen", owner: "", service: "", wallet: "", number: "" };

const words = () => WORDS[chosen.language];
const inLanguage = ([zh, en]) => (chosen.language === "en" ? en : zh);

async function ask(path, body) {
  const options = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.status === 204 ? undefined : answer.json();
}

/** What is on the screen now, in the words of the stage. */
function wish() {
  if (chosen.tab === "notice") return { what: "notice", number: chosen.number };
  const app = chosen.tab === "citizen" ? chosen.service : chosen.wallet;
  return { what: chosen.tab, app, citizen: chosen.owner };
}

function isHeld() {
  const wanted = wish();
  return Object.keys(wanted).every((key) => held[key] === wanted[key]);
}

function button(inside, pressed, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.append(...inside);
  element.setAttribute("aria-pressed", String(pressed));
  element.addEventListener("click", press);
  return element;
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function draw() {
  document.documentElement.lang = chosen.language;
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = words()[element.dataset.words];
  }
  byId("language").textContent = words().language;
  for (const tab of document.querySelectorAll("[data-tab]")) {
    if (tab.dataset.tab === chosen.tab) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const paper = chosen.tab === "notice";
  byId("code-card").hidden = paper;
  byId("papers").hidden = !paper;
  if (paper) drawPapers();
  else drawApps();
  drawHold();
}

function drawApps() {
  const identity = chosen.tab === "citizen";
  const [list, key] = identity ? [phone.services, "service"] : [phone.wallets, "wallet"];
  const app = list.find(({ id }) => id === chosen[key]);
  const owner = phone.citizens.find(({ id }) => id === chosen.owner);
  root.style.setProperty("--app", `rgb(${app.color.join(" ")})`);
  byId("title").textContent = identity ? words().titleCitizen : words().titlePayment;
  byId("subtitle").textContent = inLanguage(app.names);
  byId("name").textContent = owner.masked;
  byId("symbol").setAttribute("aria-label", byId("title").textContent);
  byId("choices").replaceChildren(
    ...list.map(({ id, names }) => button([inLanguage(names)], id === chosen[key], () => choose({ [key]: id }))),
  );
}

function drawPapers() {
  root.style.setProperty("--app", "#8a6d3b");
  byId("title").textContent = words().titleNotice;
  byId("subtitle").textContent = words().notices;
  byId("papers").replaceChildren(
    ...phone.notices.map(({ number, title }) => {
      const inside = [line("strong", inLanguage(title)), line("span", number.replace(/(.{4})(?=.)/g, "$1 "))];
      return button(inside, number === chosen.number, () => choose({ number }));
    }),
  );
}

function drawHold() {
  const pressed = isHeld();
  byId("hold").setAttribute("aria-pressed", String(pressed));
  const label = chosen.tab === "notice" ? words().holdPaper : words().hold;
  byId("hold").textContent = pressed ? words().away : label;
  byId("hold").disabled = chosen.tab === "notice" && !chosen.number;
}

function drawPrompt() {
  const dialog = byId("prompt");
  if (!prompt) {
    if (dialog.open) dialog.close();
    return;
  }
  const wallet = phone.wallets.find(({ id }) => id === prompt.app);
  byId("prompt-app").textContent = `${inLanguage(wallet.names)} · ${words().enter}`;
  byId("prompt-for").textContent = prompt.description;
  byId("prompt-amount").textContent = `¥${(prompt.amount / 100).toFixed(2)}`;
  byId("prompt-left").textContent = words().closes(Math.ceil(prompt.leftMs / 1000));
  if (!dialog.open) dialog.showModal();
}

function choose(change) {
  Object.assign(chosen, change);
  try {
    localStorage.setItem("chosen", JSON.stringify(chosen));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
  draw();
  void renew();
}

/** Fetches the code on the screen and sets the clock by it. */
async function renew() {
  const wanted = wish();
  if (wanted.what === "notice") return;
  const of = new URLSearchParams(wanted).toString();
  const answer = await ask(`/code?${of}`).catch(offline);
  // Somebody may have turned to something else meanwhile.
  if (!answer || of !== new URLSearchParams(wish()).toString()) return;
  if (code.symbol !== answer.symbol) byId("symbol").innerHTML = answer.symbol;
  code = { of, symbol: answer.symbol, until: performance.now() + answer.leftMs, life: answer.lifeMs };
  tick();
}

function tick() {
  const left = Math.max(0, code.until - performance.now());
  byId("left").textContent = words().left(Math.ceil(left / 1000));
  byId("bar").style.transform = `scaleX(${left / code.life})`;
}

function offline(error) {
  console.warn(error);
  byId("trouble").textContent = words().offline;
  byId("trouble").hidden = false;
}

async function pulse() {
  const answer = await ask(`/pulse?citizen=${encodeURIComponent(chosen.owner)}`).catch(offline);
  if (!answer) return;
  byId("trouble").hidden = true;
  held = answer.held;
  [prompt] = answer.prompts;
  drawHold();
  drawPrompt();
}

async function hold() {
  const next = isHeld() ? { what: "nothing" } : wish();
  await ask("/hold", next).catch(offline);
  await Promise.all([pulse(), renew()]);
}

async function answer(outcome) {
  if (!prompt) return;
  await ask("/answer", { app: prompt.app, citizen: chosen.owner, outcome }).catch(offline);
  await pulse();
}

/** What was chosen last time, where it is still there. */
function remember() {
  let before = {};
  try {
    before = JSON.parse(localStorage.getItem("chosen") ?? "{}");
  } catch {
    // Then nothing is remembered.
  }
  const known = (list, id, key = "id") => (list.find((one) => one[key] === id) ?? list[0])?.[key] ?? "";
  Object.assign(chosen, {
    language: before.language in WORDS ? before.language : navigator.language.startsWith("zh") ? "zh-CN" : "en",
    tab: ["citizen", "payment", "notice"].includes(before.tab) ? before.tab : "citizen",
    owner: known(phone.citizens, before.owner),
    service: known(phone.services, before.service),
    wallet: known(phone.wallets, before.wallet),
    number: known(phone.notices, before.number, "number"),
  });
}

async function start() {
  phone = await ask("/phone");
  remember();
  byId("owner").replaceChildren(...phone.citizens.map(({ id, name }) => new Option(name, id)));
  byId("owner").value = chosen.owner;
  byId("owner").addEventListener("change", (event) => choose({ owner: event.target.value }));
  byId("language").addEventListener("click", () => choose({ language: chosen.language === "en" ? "zh-CN" : "en" }));
  byId("hold").addEventListener("click", hold);
  byId("prompt").addEventListener("cancel", (event) => {
    event.preventDefault();
    void answer("dismissed");
  });
  for (const tab of document.querySelectorAll("[data-tab]")) {
    tab.addEventListener("click", () => choose({ tab: tab.dataset.tab }));
  }
  for (const choice of document.querySelectorAll("[data-outcome]")) {
    choice.addEventListener("click", () => answer(choice.dataset.outcome));
  }
  draw();
  await Promise.all([renew(), pulse()]);
  setInterval(tick, 250);
  // The code is asked for every second too: it may have been used.
  setInterval(() => void Promise.all([pulse(), renew()]), 1000);
}

start().catch(offline);
