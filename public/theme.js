// Loaded before the first paint. The reader's choice stands on the root element; without one the
// stylesheet follows the system.
(function () {
  try {
    var choice = localStorage.getItem('lambdarium.theme');
    if (choice === 'dark' || choice === 'light') document.documentElement.dataset.theme = choice;
  } catch (error) {
    // Storage is denied: the system's theme it is.
  }
})();
