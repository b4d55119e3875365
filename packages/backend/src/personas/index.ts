export { authModulePersonasProvider as default } from './module';
