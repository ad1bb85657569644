// Begins the screens of a signed-in person, and says which page belongs to which address.

import { getReady } from "../house/clock.js"
import { speak, spoken } from "../house/i18n.js"
import * as session from "../house/session.js"
import { createApp } from "./app.js"
import { onTheWay } from "./loading.js"
import { nowhere } from "./nowhere.js"
import { present } from "./offline_start.js"

// A page's script is fetched when somebody goes there; the shell (vipops/web/pages/shells.py) reads the addresses
// here, one page a line, and has the first page's fetched beside this one. A page says what it needs, "" for
// nothing; most are about guests and need the board.
const PAGES = [
  { path: /^\/$/, load: async () => (await import("./board.js")).board },
  { path: /^\/department\/([a-z_]+)$/, load: async () => (await import("./department.js")).department },
  { path: /^\/stays\/(\d+)$/, load: async () => (await import("./stay.js")).stay },
  { path: /^\/wishes$/, load: async () => (await import("./wishes.js")).wishes },
  { path: /^\/letters$/, load: async () => (await import("./letters.js")).letters },
  { path: /^\/arrivals$/, load: async () => (await import("./arrivals.js")).arrivals },
  { path: /^\/papers$/, needs: "paper_print", load: async () => (await import("./papers.js")).papers },
  { path: /^\/staff$/, needs: "tablet_manage", load: async () => (await import("./staff.js")).staff },
  { path: /^\/procedure$/, needs: "procedure_read", load: async () => (await import("./procedure.js")).procedurePage },
  { path: /^\/handover$/, needs: "handover_accept", load: async () => (await import("./handover.js")).handover },
  { path: /^\/approvals$/, needs: "grade_read", load: async () => (await import("./approvals.js")).approvals },
  { path: /^\/reviews$/, needs: "tick_review", load: async () => (await import("./reviews.js")).reviews },
  { path: /^\/lost-property$/, needs: "lost_property_read", load: async () => (await import("./lost_property.js")).lostProperty },
  { path: /^\/guests\/(\d+)$/, needs: "guest_read", load: async () => (await import("./guest.js")).guest },
  { path: /^\/guests$/, needs: "guest_read", load: async () => (await import("./guests.js")).guests },
  { path: /^\/opinions$/, needs: "opinions_read", load: async () => (await import("./opinions.js")).opinions },
  { path: /^\/reports$/, needs: "reports_read", load: async () => (await import("./reports.js")).reports },
  { path: /^\/grades$/, needs: "procedure_read", load: async () => (await import("./grades.js")).grades },
  { path: /^\/hotel$/, needs: "hotel_read", load: async () => (await import("./hotel.js")).hotel },
  { path: /^\/rooms$/, needs: "room_read", load: async () => (await import("./rooms.js")).rooms },
  { path: /^\/design$/, needs: "", load: async () => (await import("./design.js")).design },
]

const offered = (who) => PAGES.filter(({ needs = "board_read" }) => !needs || session.may(who, needs))

// {page, params}, and `ready` where the page's script is still to come.
function route(path, who) {
  for (const row of offered(who)) {
    const found = row.path.exec(path)
    if (found) return row.page ? { page: row.page, params: found.slice(1) } : { page: onTheWay, params: [], ready: fetched(row) }
  }
  return { page: nowhere, params: [] }
}

async function fetched(row) {
  row.page = await row.load()
}

// The other pages come while nothing else is to do, so that going there needs no network.
async function fetchTheRest(who) {
  for (const row of offered(who)) {
    await new Promise(idle)
    if (!row.page) await fetched(row).catch(() => {})
  }
}

const idle = (then) => (globalThis.requestIdleCallback ? requestIdleCallback(then) : setTimeout(then, 200))

async function begin() {
  const { lang, dataset } = document.documentElement
  const beforehand = speak(lang === "zh-CN" ? "zh" : "en", dataset.texts)
  const first = PAGES.find(({ path }) => path.test(location.pathname))
  // Three answers are waited for together: who it is, the texts, and the page. What fails is asked for again below.
  const root = document.getElementById("screen")
  const asked = [present(root, dataset.texts), beforehand, first && fetched(first).catch(() => {})]
  getReady()
  const [who] = await Promise.all(asked)
  if (!who) return location.assign("/sign-in")
  const language = who.staff.language === "zh" ? "zh" : "en"
  if (spoken() !== language) await speak(language, dataset.texts)
  const app = createApp({ root, dialogElement: document.getElementById("dialog"), who, textsVersion: dataset.texts, route: (path) => route(path, who) })
  await app.start()
  return fetchTheRest(who)
}

begin()
