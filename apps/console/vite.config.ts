import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { pageNames } from './src/pages/page-names.ts';

// The page asks the gateway for what it is served by itself; while it is being worked on, a gateway on this port answers.
const gateway = 'http://127.0.0.1:8080';

export default defineConfig({
  // All addresses are relative, and every page is one step below the root: so the console works below any path.
  base: './',
  resolve: { conditions: ['pitwall-source', ...defaultClientConditions] },
  plugins: [
    react(),
    tailwind(),
    {
      // The gateway answers these paths with the page; any other path that it does not know stays an error.
      name: 'console-pages',
      generateBundle() {
        this.emitFile({
          type: 'asset',
          fileName: 'pages.json',
          source: JSON.stringify({ pages: pageNames.filter((name) => name !== '') }),
        });
      },
    },
  ],
  build: {
    // The command serves it from beside itself, so that an installed one has it too.
    outDir: '../pitwall/dist/console',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      '/v1': { target: gateway, ws: true },
      '/api': gateway,
      '/health': gateway,
      '/ws': { target: gateway, ws: true },
    },
  },
});
