import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Persona } from './readPersonas';

/** A persona as the sign-in page shows it. */
export interface PersonaChoice extends Persona {
  displayName: string;
  /** False while the catalog has not read this user yet; signing in fails until then. */
  ready: boolean;
}

/** Answers who can be chosen on the sign-in page, so without asking who calls. */
export function createChoicesRouter(options: {
  personas: Persona[];
  catalog: CatalogService;
  auth: AuthService;
}): Router {
  const { personas, catalog, auth } = options;
  const router = PromiseRouter();

  router.get('/personas/choices', async (_req, res) => {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: personas.map(persona => persona.userEntityRef),
        fields: ['metadata', 'spec.profile.displayName'],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    res.json({
      items: personas.map((persona, i) => choice(persona, items[i])),
    });
  });

  return router;
}

function choice(persona: Persona, user: Entity | undefined): PersonaChoice {
  const profile = user?.spec?.profile as { displayName?: string } | undefined;
  return {
    ...persona,
    displayName:
      profile?.displayName ??
      user?.metadata.title ??
      parseEntityRef(persona.userEntityRef).name,
    ready: Boolean(user),
  };
}
