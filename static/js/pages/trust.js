// Does this device trust the house? Asked once when the page opens, and again on a tap. The page itself, steps
// and all, is the server's and needs no script.

const check = document.getElementById("check")
const again = document.getElementById("check-again")
const devices = document.getElementById("devices")

// An iPad says that it is a Mac; no Mac has a touch screen.
const isPad = navigator.maxTouchPoints > 0 && /Macintosh/.test(navigator.userAgent)

function say(what) {
  for (const line of check.querySelectorAll("[data-said]")) line.hidden = line.dataset.said !== what
}

async function look() {
  say("looking")
  again.disabled = true
  say((await reached(check.dataset.https)) ? "trusted" : "not_yet")
  again.disabled = false
}

// The browser gives a script no reason: an untrusted certificate and a server that is away look alike.
async function reached(https) {
  try {
    const answer = await fetch(`${https}/trust/reached`, { mode: "cors", credentials: "omit", cache: "no-store" })
    return answer.ok
  } catch {
    return false
  }
}

function putFirst(device) {
  const own = devices.querySelector(`[data-device="${device}"]`)
  for (const other of devices.children) other.open = other === own
  devices.prepend(own)
}

if (devices && isPad) putFirst("apple_touch")

if (check) {
  again.hidden = false
  again.addEventListener("click", look)
  look()
}

// On paper every device's steps are there.
let folded = []
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")]
  for (const part of folded) part.open = true
})
addEventListener("afterprint", () => {
  for (const part of folded) part.open = false
})
