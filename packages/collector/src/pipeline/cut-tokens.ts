const NAMED_SECRET =
  /\b((?:access_?|refresh_?|id_?|auth_?|reset_?|csrf_?|api_?)?token|password|passwd|pwd|wachtwoord|secret|client_secret|api_?key|j?sessionid|phpsessid|signature|otp)(["']?\s?[=:]\s?["']?)[^\s&;"'[\]]{4,}/gi

/** Cuts whatever stands behind a name such as password or token.
 *  @example cutNamedSecrets('wachtwoord=geheim1') // 'wachtwoord=[token]' */
export function cutNamedSecrets(text: string): string {
  return text.replace(NAMED_SECRET, '$1$2[token]')
}

const KNOWN_TOKEN =
  /eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?|\b(?:sk|pk|rk|ks|ghp|gho|ghs|glpat|xox[abp]|whsec)[_-][\w-]{12,}|\bAKIA[A-Z0-9]{16}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** Cuts what opens doors: JWTs, UUIDs, keys with a known beginning, long random text.
 *  @example cutTokens('/reset/1f0c8d3b5a7e4f6291b8c3d5e7f90a12') // '/reset/[token]' */
export function cutTokens(text: string): string {
  return text
    .replace(KNOWN_TOKEN, '[token]')
    .replace(/[A-Za-z0-9_-]{20,}/g, (run) =>
      looksRandom(run)
        ? '[token]'
        : run.replace(/[A-Za-z0-9]{20,}/g, (part) => (looksRandom(part) ? '[token]' : part)),
    )
}

/** Words change rarely between letters and digits; random text does all the time. In random base-36 and base-62 text two
 *  neighbours in five do; in product names with model numbers one in eight. Chosen between: 0.22. */
function looksRandom(run: string): boolean {
  if (!/[a-z]/i.test(run)) return false
  const digits = run.match(/\d/g)?.length ?? 0
  // Long random text in both cases can do with few digits; a name in camel case has none or a year.
  if (digits < (run.length >= 32 && /[a-z]/.test(run) && /[A-Z]/.test(run) ? 1 : 3)) return false
  if (/^[0-9a-f]{24,}$/i.test(run)) return true
  if (/^[a-z0-9]{32,}$/i.test(run)) return true
  const changes = run.match(/[a-z](?=[A-Z0-9])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0
  return changes / run.length >= 0.22
}
