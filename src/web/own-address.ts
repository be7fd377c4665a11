/** Rewrites code samples to the address of the service that the page came from. */
const WRITTEN = 'http://127.0.0.1:4000';

for (const code of document.querySelectorAll('pre code')) {
  const { textContent } = code;
  if (textContent?.includes(WRITTEN)) code.textContent = textContent.replaceAll(WRITTEN, location.origin);
}
