// Prints docs/options.md: `node apps/pitwall/dist/configuration/print-options.js > docs/options.md`.
import { demoOptionTable } from './app-options.ts';
import { optionsPage } from './options-page.ts';

const head = `# Settings

Every setting of \`pitwall serve\` and \`pitwall demo\`. Each can be a flag, an environment variable, or a key of the YAML file
that \`--config FILE\` or \`PITWALL_CONFIG\` names; a flag counts before a variable, a variable before the file, the file before
the default. The settings of the desk's own trading are for \`pitwall demo\` alone; a file may hold them for both. A key or a
flag that does not exist is an error, a variable \`PITWALL_…\` that does not exist is a warning.

\`\`\`yaml
# pitwall.yaml
port: 9000
legacyPorts: false
publishers:
  - { name: engine-1, token: a-long-random-text, accounts: [main] }
\`\`\`

`;

process.stdout.write(head + optionsPage(demoOptionTable));
