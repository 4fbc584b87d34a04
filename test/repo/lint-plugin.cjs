/** Our own lint rules, for what the built-in ones can't say. Loaded by `.oxlintrc.json`. */
const noClock = {
  meta: { type: 'problem', messages: { clock: 'Time is an argument: `new Date()` and `Date()` read the clock.' } },
  create(context) {
    const isDate = (node) => node.callee.type === 'Identifier' && node.callee.name === 'Date';
    return {
      NewExpression(node) {
        if (isDate(node) && node.arguments.length === 0) context.report({ node, messageId: 'clock' });
      },
      CallExpression(node) {
        if (isDate(node)) context.report({ node, messageId: 'clock' });
      },
    };
  },
};

module.exports = { meta: { name: 'musyawarah' }, rules: { 'no-clock': noClock } };
