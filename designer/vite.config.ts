/** Builds the browser's part into dist/designer. Built files are content-hashed; only index.html changes its content under one name. */
import react from '@vitejs/plugin-react';
import { resolve } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';
import { ariaWords } from './i18n/aria-plugin';
import { compiledWords } from './i18n/words-plugin';

const config: UserConfig = {
  root: __dirname,
  // `public/` holds our public pages, so files that are served as they are live in `static/`.
  publicDir: resolve(__dirname, 'static'),
  plugins: [ariaWords(), compiledWords(), react()],
  css: { modules: { generateScopedName: '[name]_[local]_[hash:base64:5]' } },
  build: {
    outDir: resolve(__dirname, '../dist/designer'),
    emptyOutDir: true,
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/ledger': 'http://127.0.0.1:3000' } },
};

export default defineConfig(({ command }) => {
  // The caller's NODE_ENV (a test's, a developer's) must not put React's development build, 70 KB heavier, into the product.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return config;
});
