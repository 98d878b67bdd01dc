// What a phone does without a signal. Loaded on /phone/, and on other pages where this phone is in use.
import { startApp } from "./phone/app.js"
export { startUnsentBanner } from "./phone/unsent-banner.js"

const app = document.querySelector("[data-phone-app]")
if (app) startApp(app)
