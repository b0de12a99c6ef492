// npm run pictures -- FOLDER: every state of the page as a picture.
import { enter } from './install/enter.mjs';

await enter(new URL('./pictures/main.ts', import.meta.url));
