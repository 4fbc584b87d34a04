import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isProblem } from './api/problem';
import { LanguageProvider } from './i18n/LanguageProvider';
import { startLanguage } from './i18n/language-store';
import { makeRouter } from './routes';
import './ui/base.css';

/** A refusal won't change by asking again; a failure on the way may. */
const RETRIES = 2;

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < RETRIES && !(isProblem(error) && error.status >= 400 && error.status < 500),
    },
  },
});
const router = makeRouter(client);

async function start(): Promise<void> {
  await startLanguage();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LanguageProvider>
          <RouterProvider router={router} />
        </LanguageProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
