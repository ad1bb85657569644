// The words for grades asked for, things left behind, posts in a line-up.

import { t, words } from "../house/i18n.js"

const said = (table) => (code) => table[code]?.() ?? code

export const grantState = said({
  asked: () => t("Waits for approval"),
  approved: () => t("Approved"),
  refused: () => t("Refused"),
  withdrawn: () => t("Withdrawn"),
})

export const lostState = said({
  found: () => t("Found"),
  stored: () => t("Stored"),
  guest_told: () => t("Guest told"),
  returned: () => t("Returned"),
  given_up: () => t("Given up"),
})

export const lostVerb = said({
  store: () => t("Store it"),
  tell_guest: () => t("Guest is told"),
  give_back: () => t("Given back"),
  give_up: () => t("Give it up"),
  reopen: () => t("One step back"),
})

const EITHER = "|"

/** The posts of a line-up's entry: several where one of them is enough. */
export const postsOf = (entry) => entry.split(EITHER)

/** The name of a post. */
export function postName(code, house) {
  const found = house.departments.flatMap(({ posts = [] }) => posts).find((post) => post.code === code)
  return words(found?.name) || code
}

/** The name of a line-up's entry: "A or B" where one of them is enough. */
export const entryName = (entry, house) => postsOf(entry).map((code) => postName(code, house)).join(` ${t("or")} `)

/** Whether nobody of this entry is in position yet. */
export const isMissing = (entry, roll) => !roll.some(({ post }) => postsOf(entry).includes(post))

/** Whether a task is a line-up that is called. */
export const isLineUp = (task) => task.proof.some(({ kind }) => kind === "roll_call")
