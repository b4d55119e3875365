import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import {
  ciAttributesPatchSchema,
  ciAttributesQuerySchema,
  ciAttributesSchema,
  ciClassSchema,
} from './schema';

/** Classes of configuration items, and the attributes of each item. */
export const cmdbClassRoutes = {
  list: defineRoute({
    name: 'cmdb.classes.list',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/classes',
    summary:
      'Classes of configuration items with their attributes. They are definitions of the kind ci-class.',
    response: z.object({ items: z.array(ciClassSchema) }),
  }),
  attributes: defineRoute({
    name: 'cmdb.attributes.get',
    method: 'get',
    permission: 'itsm.cmdb.read',
    path: '/cmdb/attributes',
    summary:
      'The attributes of a configuration item: what counts, which source says so and since when, and what others say.',
    query: ciAttributesQuerySchema,
    response: ciAttributesSchema,
  }),
  patchAttributes: defineRoute({
    name: 'cmdb.attributes.update',
    method: 'patch',
    permission: 'itsm.cmdb.update',
    path: '/cmdb/attributes',
    summary:
      'Notes attributes of a configuration item by hand, for those whose group owns it and for agents; null takes a value back.',
    body: ciAttributesPatchSchema,
    response: ciAttributesSchema,
  }),
};
