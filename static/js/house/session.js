// Who is signed in on this tablet.

import * as api from "./api.js"

/** The signed-in person: {staff, permissions, visibility, csrf, property}; null when nobody is. */
export async function current() {
  try {
    return remembered(await api.get("/api/session"))
  } catch (error) {
    if (error.status === 401) return null
    throw error
  }
}

/** Sign in. Throws a Problem when the name or the password is wrong. */
export async function signIn(username, password) {
  return remembered(await api.send("POST", "/api/session", { username, password }))
}

/** Sign in on a tablet of the house. Throws a Problem when the PIN is wrong. */
export async function enter(staffId, pin) {
  return remembered(await api.send("POST", "/api/session", { staff_id: staffId, pin }))
}

/** Change one's own password or PIN, against the present password. Throws a Problem. */
export const changeSecret = (body) => api.send("PATCH", "/api/session/secret", body)

export const signOut = () => api.send("DELETE", "/api/session")

/** End the session of somebody who left while the network was gone; what waits on this tablet stays. */
export const leave = () => api.send("DELETE", "/api/session?keep=ticks")

/** The person's own language, from now on and at the next sign-in. */
export const changeLanguage = async (language) => remembered(await api.send("PATCH", "/api/session", { language }))

/** Whether the person may do this at all; the thing in question may narrow it further. */
export const may = (session, permission) => session.permissions.includes(permission)

/** Where this person's day begins. */
export function home(session) {
  if (may(session, "stay_step")) return "/"
  return may(session, "board_read") ? `/department/${session.staff.department}` : "/staff"
}

function remembered(session) {
  api.carry(session.csrf)
  return session
}
