const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The page at `/` for people where there is no console: the service, its version, and where to go from here. */
export const welcomePage = (about: {
  readonly version: string;
  readonly links: { readonly [name: string]: string };
}): string => {
  const items = Object.entries(about.links)
    .map(([name, path]) => `<li><a href="${escapeHtml(path)}">${escapeHtml(path)}</a> ${escapeHtml(name)}</li>`)
    .join('\n');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Pitwall</title>
<style>body{font:16px/1.6 system-ui;margin:3rem auto;max-width:36rem;padding:0 1rem;color-scheme:light dark}</style>
<h1>Pitwall</h1>
<p>Live telemetry of a trading operation. Version ${escapeHtml(about.version)}.</p>
<p>The web console belongs here, and is not built: run <code>npm run build</code> and start again.</p>
<ul>
${items}
</ul>
</html>
`;
};
