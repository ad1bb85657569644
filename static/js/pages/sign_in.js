// Signing in: user name and password. The page itself is the server's; this sends the form.

import { spoken, speak, t } from "../house/i18n.js"
import { home, signIn } from "../house/session.js"
import { refusal } from "../parts/words.js"

const form = document.getElementById("sign-in")
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

const { texts, speaks } = document.documentElement.dataset
await speak(speaks, texts)
form.dataset.ready = spoken()
button.textContent = t("Sign in")
