import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Persona } from './readPersonas';

/** A persona as the sign-in page shows it. */
export interface PersonaChoice extends Persona {
  displayName: string;
  /** Names of the groups they belong to. */
  teams: string[];
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
    const credentials = await auth.getOwnServiceCredentials();
    const { items: users } = await catalog.getEntitiesByRefs(
      { entityRefs: personas.map(persona => persona.userEntityRef) },
      { credentials },
    );
    const groups = await groupsOf(users);
    res.json({
      items: personas.map((persona, i) => choice(persona, users[i], groups)),
    });
  });

  async function groupsOf(users: (Entity | undefined)[]) {
    const entityRefs = [...new Set(users.flatMap(groupRefs))];
    if (entityRefs.length === 0) return new Map<string, string>();
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs, fields: ['metadata', 'spec.profile.displayName'] },
      { credentials },
    );
    return new Map(
      entityRefs.map((ref, i) => [ref, nameOf(items[i]) ?? bareName(ref)]),
    );
  }

  return router;
}

function choice(
  persona: Persona,
  user: Entity | undefined,
  groups: Map<string, string>,
): PersonaChoice {
  return {
    ...persona,
    displayName: nameOf(user) ?? bareName(persona.userEntityRef),
    teams: groupRefs(user).map(ref => groups.get(ref) ?? bareName(ref)),
    ready: Boolean(user),
  };
}

function groupRefs(user: Entity | undefined): string[] {
  return (user?.relations ?? [])
    .filter(relation => relation.type === 'memberOf')
    .map(relation => relation.targetRef);
}

function nameOf(entity: Entity | undefined): string | undefined {
  if (!entity) return undefined;
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return (
    profile?.displayName ??
    entity.metadata.title ??
    getCompoundEntityRef(entity).name
  );
}

function bareName(ref: string): string {
  return parseEntityRef(ref).name;
}
