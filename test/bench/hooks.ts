// Entry of the bundle that the bench runs in its own process: the hooks as the server has them, without the server.

export { ROUTES } from '../../functions/hooks/routes.ts';
export { readSettingsFile } from '../../functions/server/settings-file.ts';
