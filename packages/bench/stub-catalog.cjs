// Entry of the process that stands in for the catalog: lets Node run the TypeScript sources.
require('@backstage/cli/config/nodeTransform.cjs');
require('./src/cmdb/stubCatalog.ts')
  .main(process.argv.slice(2))
  .catch(error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  });
