export { stop as default } from './global-services';
