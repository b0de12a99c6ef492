import { benchJoins } from '/work/main/scripts/bench/joins.ts';
import { sayFigure } from '/work/main/scripts/bench/figures.ts';
const progress = { say() {}, step: () => ({ update() {}, end() {}, done() {} }) };
for (const f of await benchJoins(progress, process.argv[2] ? Number(process.argv[2]) : undefined)) console.log(sayFigure(f), f.values.map(Math.round).join(' '));
process.exit(0);
