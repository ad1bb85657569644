// Signing in: on a tablet of the house by tapping oneself and a PIN, anywhere by user name and password.
// The form is the server's; this sends it, and draws the people beside it.

import { nothing, render } from "../../vendor/lit-html/lit-html.js"

import * as api from "../house/api.js"
import { getReady } from "../house/clock.js"
import { spoken, speak, t } from "../house/i18n.js"
import { enter, home, signIn } from "../house/session.js"
import { install } from "../live/install.js"
import { doorOf } from "../parts/door.js"
import { refusal } from "../parts/words.js"
import { sendFromTheDoor } from "./door_outbox.js"

const form = document.getElementById("sign-in")
const people = document.getElementById("people")
const other = document.getElementById("other-way")
const problem = document.getElementById("problem")
const button = form.querySelector("button[type=submit]")

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  button.disabled = true
  problem.hidden = true
  const { username, password } = Object.fromEntries(new FormData(form))
  try {
    location.replace(home(await signIn(username.trim(), password)))
  } catch (error) {
    problem.textContent = refusal(error)
    problem.hidden = false
    button.disabled = false
    form.elements.password.select()
  }
})

const INSTALL_AFTER = 2_000
const state = { person: null, everybody: false, busy: false, problem: "" }
let door = { tablet: null, people: [] }

const acts = {
  choose: (person) => show({ person, problem: "" }),
  back: () => show({ person: null, problem: "" }),
  everybody: () => show({ everybody: true }),
  async enter(pin) {
    show({ busy: true, problem: "" })
    try {
      location.replace(home(await enter(state.person.id, pin)))
    } catch (error) {
      show({ busy: false, problem: refusal(error) })
      people.querySelector("[name=pin]")?.select()
    }
  },
}

function show(facts) {
  const opened = facts.person && facts.person !== state.person
  Object.assign(state, facts)
  render(door.tablet && !people.hidden ? doorOf({ door, state, acts }) : nothing, people)
  if (opened) people.querySelector("[name=pin]").focus()
}

/** The people, or the form: one of the two is seen. */
function turn(toPeople) {
  people.hidden = !toPeople
  form.hidden = toPeople
  other.textContent = toPeople ? t("With user name and password") : t("Choose a person")
  show({})
}

async function begin() {
  const { texts, speaks } = document.documentElement.dataset
  await speak(speaks, texts)
  sendFromTheDoor(document.getElementById("waits"))
  button.textContent = t("Sign in")
  // Without an answer the form stands: it says itself what is wrong when it is sent.
  door = await api.get("/api/door").catch(() => door)
  if (door.tablet) {
    other.hidden = false
    other.addEventListener("click", () => turn(people.hidden))
    turn(true)
  }
  form.dataset.ready = spoken()
  // What the first screen behind the door would wait for.
  getReady()
  // A new version is offered behind the door: here somebody may be keying in a PIN.
  setTimeout(() => install({ waits() {} }), INSTALL_AFTER)
}

begin()
