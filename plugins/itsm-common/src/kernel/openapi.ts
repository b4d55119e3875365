import { z } from 'zod';
import { takesIdempotencyKey, type RouteContract } from './contract';

type Json = { [key: string]: unknown };

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'openapi-3.0',
  }) as Json;
  return rest;
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Names the request: sent again with the same key it is done once and answered the same, with the header Idempotent-Replay.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

function parameters(contract: RouteContract): Json[] {
  const of = (schema: z.ZodType | undefined, where: 'path' | 'query') => {
    if (!(schema instanceof z.ZodObject)) return [];
    const shape = schema.shape as Record<string, z.ZodType>;
    return Object.entries(shape).map(([name, field]) => ({
      name,
      in: where,
      required: where === 'path' || !field.isOptional(),
      schema: jsonSchema(field, 'input'),
    }));
  };
  return [
    ...of(contract.params, 'path'),
    ...of(contract.query, 'query'),
    ...(takesIdempotencyKey(contract) ? [IDEMPOTENCY_KEY] : []),
  ];
}

const ERROR = {
  description: 'An error with a sentence that says what to do.',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          error: {
            type: 'object',
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
            },
          },
          response: {
            type: 'object',
            properties: { statusCode: { type: 'integer' } },
          },
        },
      },
    },
  },
};

function operation(contract: RouteContract): Json {
  const success: Json = { description: 'Success.' };
  const answers = contract.answers ?? 'application/json';
  if (contract.status !== 204) {
    success.content = {
      [answers]: { schema: jsonSchema(contract.response, 'output') },
    };
  }
  const op: Json = {
    operationId: contract.name,
    summary: contract.summary,
    tags: [contract.name.split('.')[0]],
    security: contract.open ? [] : [{ bearer: [] }],
    parameters: parameters(contract),
    responses: { [contract.status ?? 200]: success, default: ERROR },
  };
  if (contract.permission) op['x-permission'] = contract.permission;
  if (contract.streams) {
    op.requestBody = {
      required: true,
      content: {
        [contract.streams]: {
          schema: {
            type: 'string',
            ...(contract.streams.startsWith('text/')
              ? {}
              : { format: 'binary' }),
          },
        },
      },
    };
  } else if (contract.body) {
    op.requestBody = {
      required: true,
      content: {
        'application/json': { schema: jsonSchema(contract.body, 'input') },
      },
    };
  }
  return op;
}

/**
 * Writes the OpenAPI 3.0 document of a set of routes.
 *
 * @param contracts - the routes of kernel and enabled practices
 * @param info - version of the product and base address of the API
 */
export function openApiDocument(
  contracts: readonly RouteContract[],
  info: { version: string; baseUrl: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.method]: operation(contract) };
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Callboard', version: info.version },
    servers: [{ url: info.baseUrl }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    },
    paths,
  };
}
