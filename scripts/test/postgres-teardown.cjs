/** Jest's global teardown: stops the PostgreSQL that the global setup of this run started, if it did. */
module.exports = async function stopPostgres() {
  const server = globalThis.callboardPostgres;
  delete globalThis.callboardPostgres;
  await server?.stop();
};
