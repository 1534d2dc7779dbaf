"""What an interview pack shows and how its workbook is written."""
