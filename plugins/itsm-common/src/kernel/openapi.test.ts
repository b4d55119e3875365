import { z } from 'zod';
import { incidentRoutes } from '../practices/incidents/routes';
import { defineRoute, type RouteContract } from './contract';
import { openApiDocument } from './openapi';
import { kernelRoutes } from './routes';

const contracts = [
  ...Object.values(kernelRoutes),
  ...Object.values(incidentRoutes),
] as unknown as RouteContract[];
const document = openApiDocument(contracts, {
  version: '1.2.3',
  baseUrl: 'https://portal.example/api/itsm',
}) as any;
const operations: any[] = Object.values(document.paths).flatMap((p: any) =>
  Object.values(p),
);

describe('the OpenAPI document', () => {
  it('names product, version and address', () => {
    expect(document).toMatchObject({
      openapi: '3.0.3',
      info: { title: 'Callboard', version: '1.2.3' },
      servers: [{ url: 'https://portal.example/api/itsm' }],
    });
  });

  it.each(contracts.map(c => [c.name, c] as const))(
    'describes %s at its path, with its parameters, body and answer',
    (name, contract) => {
      const path = contract.path.replace(/:(\w+)/g, '{$1}');
      const operation = document.paths[path][contract.method];
      expect(operation).toMatchObject({
        operationId: name,
        summary: contract.summary,
        tags: [name.split('.')[0]],
      });
      const inPath = operation.parameters.filter((p: any) => p.in === 'path');
      expect(inPath.map((p: any) => `{${p.name}}`)).toEqual(
        path.match(/\{\w+\}/g) ?? [],
      );
      for (const parameter of inPath) expect(parameter.required).toBe(true);
      expect(operation.requestBody !== undefined).toBe(
        Boolean(contract.body ?? contract.streams),
      );
      const success = operation.responses[contract.status ?? 200];
      expect(success.content !== undefined).toBe(contract.status !== 204);
      expect(operation['x-permission']).toBe(contract.permission);
    },
  );

  it('has one operation per contract, each with a name of its own', () => {
    expect(operations).toHaveLength(contracts.length);
    const ids = operations.map(o => o.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { name, path } of contracts) {
      expect(name).toMatch(/^[a-z-]+\.[a-zA-Z]+$/);
      expect(path).toMatch(/^(\/(:?[a-zA-Z][a-zA-Z-]*))+$/);
    }
  });

  it('is plain JSON, and tells query from path, required from optional, streams from JSON', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    const list = document.paths['/incidents'].get.parameters;
    expect(list).toContainEqual({
      name: 'sort',
      in: 'query',
      required: false,
      schema: expect.objectContaining({ type: 'string', maxLength: 80 }),
    });
    const file = document.paths['/incidents'].post.requestBody;
    const body = file.content['application/json'].schema;
    expect(body.required).toEqual(['serviceRef', 'title']);
    expect(body.additionalProperties).toBe(false);
    const imports = document.paths['/imports'].post;
    expect(Object.keys(imports.requestBody.content)).toEqual(['text/csv']);
    expect(Object.keys(imports.responses[200].content)).toEqual([
      'application/x-ndjson',
    ]);
  });

  it('keeps several methods of one path', () => {
    const route = (method: 'get' | 'put', name: string) =>
      defineRoute({
        name,
        method,
        path: '/things/:a/of/:b',
        summary: 's',
        params: z.strictObject({ a: z.string(), b: z.string() }),
        response: z.object({}),
      }) as unknown as RouteContract;
    const { paths } = openApiDocument(
      [route('get', 'things.get'), route('put', 'things.put')],
      { version: '1', baseUrl: '' },
    ) as any;
    expect(Object.keys(paths)).toEqual(['/things/{a}/of/{b}']);
    expect(Object.keys(paths['/things/{a}/of/{b}'])).toEqual(['get', 'put']);
  });
});
