import { InputError } from '@backstage/errors';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { DocsLibrary } from './DocsLibrary';

/** `GET /contents`, `GET /pages?path=…` and `GET /images?path=…`. */
export function createRouter(library: DocsLibrary): Router {
  const router = PromiseRouter();

  router.get('/contents', async (_req, res) => {
    res.json(await library.contents());
  });

  router.get('/pages', async (req, res) => {
    res.json(await library.page(pathOf(req.query.path)));
  });

  router.get('/images', async (req, res) => {
    const { type, data } = await library.image(pathOf(req.query.path));
    // An SVG could carry a script: as an image it cannot run, and opened by itself it must not.
    res.setHeader('content-security-policy', "default-src 'none'; sandbox");
    res.setHeader('x-content-type-options', 'nosniff');
    res.type(type).send(data);
  });

  return router;
}

function pathOf(value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw new InputError('Say which file with the parameter path');
  }
  return value;
}
