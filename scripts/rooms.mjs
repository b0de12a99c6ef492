// npm run rooms: who is in which room.
import { enter } from './install/enter.mjs';

await enter(new URL('./rooms/main.ts', import.meta.url));
