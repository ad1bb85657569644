// What giving tasks to a person will do, in numbers, for who is about to do it.

import { giving } from "../board/giving.js"
import { n, t, words } from "../house/i18n.js"

/** "17 tasks go to Li Na; 3 leave Wang Wei." `to` is the person's id, `staff` the board's people. */
export function givingWords(tasks, to, staff) {
  const { count, leaving } = giving(tasks, to)
  const nameOf = (id) => words(staff.get(id)?.name) || t("somebody else")
  const said = [n("{n} task goes to {name}", "{n} tasks go to {name}", count, { name: nameOf(to) })]
  for (const [id, number] of leaving) said.push(n("{n} leaves {name}", "{n} leave {name}", number, { name: nameOf(id) }))
  return t("{what}.", { what: said.join(t("; ")) })
}
