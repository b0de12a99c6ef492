import '../ui/page.css';
