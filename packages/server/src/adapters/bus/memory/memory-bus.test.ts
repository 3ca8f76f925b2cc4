import { busContract } from '../../../testing/bus-contract/bus-contract.js';
import { heardLog } from '../../../testing/heard-log.js';
import { createMemoryBus } from './memory-bus.js';

busContract('memory', () => ({ open: () => Promise.resolve(createMemoryBus(heardLog())), another: null }));
