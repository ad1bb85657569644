// Begins the screens of a signed-in person, and says which page belongs to which address.

import { speak } from "../house/i18n.js"
import * as session from "../house/session.js"
import { createApp } from "./app.js"
import { approvals } from "./approvals.js"
import { arrivals } from "./arrivals.js"
import { board } from "./board.js"
import { department } from "./department.js"
import { guest } from "./guest.js"
import { guests } from "./guests.js"
import { handover } from "./handover.js"
import { letters } from "./letters.js"
import { lostProperty } from "./lost_property.js"
import { nowhere } from "./nowhere.js"
import { opinions } from "./opinions.js"
import { papers } from "./papers.js"
import { procedurePage } from "./procedure.js"
import { staff } from "./staff.js"
import { stay } from "./stay.js"
import { wishes } from "./wishes.js"

const PAGES = [board, department, stay, wishes, letters, arrivals, papers, staff, procedurePage, handover, approvals, lostProperty, guest, guests, opinions]

// A page says what it needs; most are about guests and need the board.
function route(path, who) {
  for (const page of PAGES) {
    const found = page.path.exec(path)
    if (found && session.may(who, page.needs ?? "board_read")) return { page, params: found.slice(1) }
  }
  return { page: nowhere, params: [] }
}

async function begin() {
  const who = await session.current()
  if (!who) return location.assign("/sign-in")
  const { texts: textsVersion } = document.documentElement.dataset
  await speak(who.staff.language === "zh" ? "zh" : "en", textsVersion)
  const root = document.getElementById("screen")
  const app = createApp({ root, dialogElement: document.getElementById("dialog"), who, textsVersion, route: (path) => route(path, who) })
  return app.start()
}

await begin()
