/**
 * The Content-Security-Policy of every built page. It stands in the page itself (a static host may
 * not let anybody set headers) and our own server sends it as a header too.
 *
 * `frame-ancestors` is absent on purpose: embedding a lesson in somebody's page is a use we want,
 * and a policy in a `<meta>` could not forbid it anyway (browsers ignore the directive there).
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
