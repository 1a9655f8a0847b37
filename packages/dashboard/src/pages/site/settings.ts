import type { SiteAnswer } from '../../api.ts'
import type { SiteContext } from '../../context.ts'
import { h } from '../../dom.ts'
import { section } from '../../parts/section.ts'
import { nameOf } from '../../texts/texts.ts'

const CONSENTS = ['cookieless', 'count', 'off'] as const satisfies readonly SiteAnswer['consent'][]

/** What happens before a visitor has said yes or no, and in which language reasons are told. */
export function settings(context: SiteContext): HTMLElement {
  const { t, api, site, notify, again, fail, language } = context
  const form = h('form', { class: 'settings', submit: (event: Event) => void save(event) })
  const save = async (event: Event) => {
    event.preventDefault()
    const consent = new FormData(form).get('consent') as SiteAnswer['consent']
    try {
      await api.changeSite(site.id, { consent })
      notify(t.settingsSaved)
      again()
    } catch (error) {
      fail(error)
    }
  }
  const option = (value: SiteAnswer['consent']) =>
    h(
      'label',
      { class: 'option' },
      h('input', {
        type: 'radio',
        name: 'consent',
        value,
        id: `consent-${value}`,
        'data-testid': `consent-${value}`,
        checked: value === site.consent,
      }),
      h(
        'span',
        {},
        h('strong', {}, nameOf('consent', value, language)),
        h('span', { class: 'quiet' }, nameOf('consentMeans', value, language)),
      ),
    )
  form.append(
    h('fieldset', {}, h('legend', {}, t.beforeConsent), ...CONSENTS.map(option)),
    h('button', { type: 'submit', 'data-testid': 'save-settings' }, t.save),
  )
  return section(
    { id: 'privacy', title: t.privacy, intro: t.privacyIntro },
    form,
    h('p', { class: 'quiet' }, t.retention),
  )
}
