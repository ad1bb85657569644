// Runs before the first paint, so that a dark room is not lit up by a white page. A classic script on purpose.
const chosen = localStorage.getItem("theme")
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen
