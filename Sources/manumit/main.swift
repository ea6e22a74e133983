print("manumit")
