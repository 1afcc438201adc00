// Says that scripts run, then lets the components on the page improve themselves. Pages work without this.
import { createAll } from 'govuk-frontend'
import * as components from './components.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of Object.values(components)) createAll(component)

// "Print this page" does nothing without a script, so it is only shown here.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
